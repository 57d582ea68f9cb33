#!/usr/bin/env bash
# A Ceph RADOS Gateway of one node in memory, until standard input ends.
# Usage: [RGW_MEMORY=BYTES] [RGW_SETTINGS=LINES] rgw.sh FOLDER PORT MON_PORT ACCESS_KEY SECRET_KEY
# A second user, "gateway", has "gateway-" before both keys and may do nothing that no policy allows.
set -euo pipefail
folder=$1 port=$2 mon_port=$3 access_key=$4 secret_key=$5
cd "$folder"
mkdir -p run log mon osd rgw
children=()
trap 'kill -9 "${children[@]}" 2>/dev/null || true' EXIT
fsid=$(cat /proc/sys/kernel/random/uuid)
cat >ceph.conf <<EOF
[global]
fsid = $fsid
mon initial members = a
mon host = [v2:127.0.0.1:$mon_port/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = $folder/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 0
ms bind ipv6 = false
run dir = $folder/run
admin socket = $folder/run/\$name.asok
log file = $folder/log/\$name.log
pid file = $folder/run/\$name.pid
[mon]
mon data = $folder/mon
[osd]
osd objectstore = memstore
memstore device bytes = ${RGW_MEMORY:-6442450944}
osd data = $folder/osd
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw enable static website = true
rgw enable apis = s3, s3website, admin
rgw dns name = s3.localhost
rgw dns s3website name = web.localhost
rgw resolve cname = false
rgw data = $folder/rgw
${RGW_SETTINGS:-}
EOF
ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *'
ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
ceph-authtool keyring --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' --cap mgr 'allow profile osd'
ceph-authtool keyring --gen-key -n client.rgw.a --cap mon 'allow rwx' --cap osd 'allow rwx'
monmaptool --create --addv a "[v2:127.0.0.1:$mon_port]" --fsid "$fsid" monmap
ceph-mon -c ceph.conf -i a --mkfs --monmap monmap --keyring keyring
ceph-mon -c ceph.conf -i a -f &
children+=($!)
ceph -c ceph.conf osd new "$fsid"
ceph-osd -c ceph.conf -i 0 --mkfs --osd-uuid "$fsid"
ceph-osd -c ceph.conf -i 0 -f &
children+=($!)
radosgw -c ceph.conf -n client.rgw.a -f &
children+=($!)
radosgw-admin -c ceph.conf user create --uid=tests --display-name=tests \
  --access-key="$access_key" --secret-key="$secret_key"
radosgw-admin -c ceph.conf user create --uid=gateway --display-name=gateway --max-buckets=-1 \
  --access-key="gateway-$access_key" --secret-key="gateway-$secret_key"
for _ in $(seq 600); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "rgw is ready"
    break
  fi
  sleep 0.1
done
# The tests hold the other end; however they end, this does.
cat >/dev/null

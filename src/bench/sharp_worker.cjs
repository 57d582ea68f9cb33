// sharp, kept warm: speaks as PictureWorker.java does. One thread for each picture, as everybody here.
'use strict';
const sharp = require('sharp');

sharp.cache(false);
sharp.concurrency(1);
const forms = {
  JPEG: (image, quality) => image.jpeg({quality}),
  PNG: (image) => image.png(),
  WEBP: (image, quality) => image.webp({quality}),
};

async function fit(file, width, height, form, quality, threads, count, out) {
  const make = async (name) => {
    for (let i = 0; i < count / threads; i++) {
      const image = sharp(file).resize(+width, +height, {fit: 'inside', withoutEnlargement: true});
      await forms[form](image, +quality).toFile(name);
    }
  };
  const start = process.hrtime.bigint();
  await Promise.all(Array.from({length: +threads}, (_, i) => make(`${out}-${i}`)));
  return process.hrtime.bigint() - start;
}

(async () => {
  console.log(`ready sharp ${sharp.versions.sharp}`);
  for await (const line of require('readline').createInterface({input: process.stdin})) {
    try {
      console.log(`ok ${await fit(...line.split(' ').slice(1))}`);
    } catch (e) {
      console.log(`err ${e.message}`);
    }
  }
})();

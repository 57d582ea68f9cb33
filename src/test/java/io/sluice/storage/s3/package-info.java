/** Real S3 servers, each a process of its own, and what is asked of a store on them. */
package io.sluice.storage.s3;

"""From a publication to finished, proved files: the table of editions, the build, its check and its receipt."""

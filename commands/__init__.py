"""The commands of `prikaz`, one module for each group; thin, over the stages."""

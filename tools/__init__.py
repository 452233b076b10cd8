"""What the developers run: each makes files of the project again."""

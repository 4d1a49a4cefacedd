"""Bank files: from bytes to lines or faults. Pure; `docs/bank_files.md` tells the format."""

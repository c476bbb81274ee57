"""Rules as data: TOML and TSV files, each rule with the phrases that prove it."""

"""The one reader of Office files: packages, placeholders, geometry, colours and text styles of any deck or template."""

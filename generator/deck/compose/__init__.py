"""Turn the sections of a document into planned slides: one module for each kind of section."""

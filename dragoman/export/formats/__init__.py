"""One module a format or family of formats, each with its `EXPORTERS`; found by `dragoman.export.registry`."""

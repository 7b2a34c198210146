"""Tools that come with Gumption; they register like anybody else's."""

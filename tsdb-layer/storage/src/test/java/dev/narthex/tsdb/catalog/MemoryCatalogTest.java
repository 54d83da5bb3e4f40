package dev.narthex.tsdb.catalog;

class MemoryCatalogTest extends CatalogContract {
  @Override
  protected Catalog catalog() {
    return new MemoryCatalog();
  }
}

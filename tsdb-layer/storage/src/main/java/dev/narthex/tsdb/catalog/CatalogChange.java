package dev.narthex.tsdb.catalog;

/** One part of a commit. */
public sealed interface CatalogChange {
  ItemKey key();

  Condition condition();

  /** Writes the item, in the place of the stored one if there is any. */
  record Put(CatalogItem item, Condition condition) implements CatalogChange {
    @Override
    public ItemKey key() {
      return item.key();
    }
  }

  /** Removes the item; with {@link Condition.None} nothing happens when it is absent. */
  record Delete(ItemKey key, Condition condition) implements CatalogChange {}

  static CatalogChange put(CatalogItem item, Condition condition) {
    return new Put(item, condition);
  }

  static CatalogChange delete(ItemKey key) {
    return new Delete(key, Condition.none());
  }
}

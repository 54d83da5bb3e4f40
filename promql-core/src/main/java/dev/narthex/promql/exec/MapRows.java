package dev.narthex.promql.exec;

/** Passes each row through a function: the operator of everything that looks at one series at a time. */
public final class MapRows implements VectorOperator {
  private final VectorOperator input;
  private final RowMapper mapper;

  public MapRows(VectorOperator input, RowMapper mapper) {
    this.input = input;
    this.mapper = mapper;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    input.forEach(new Fold<P>() {
      @Override
      public P start() {
        return fold.start();
      }

      @Override
      public void accept(P portion, Row row) {
        Row mapped = mapper.map(row);
        if (mapped != null) {
          fold.accept(portion, mapped);
        }
      }

      @Override
      public boolean keepsRows() {
        return fold.keepsRows();
      }

      @Override
      public void merge(P portion) {
        fold.merge(portion);
      }
    });
  }
}

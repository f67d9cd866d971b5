CREATE TRIGGER runs_no_update BEFORE UPDATE ON runs
BEGIN
  SELECT RAISE(ABORT, 'runs: a row is never changed');
END

CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
BEGIN
  SELECT RAISE(ABORT, 'runs: a row is never deleted');
END

CREATE TRIGGER runs_no_replace BEFORE INSERT ON runs
WHEN EXISTS (SELECT 1 FROM runs WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM runs WHERE replaces_id = NEW.replaces_id)
BEGIN
  SELECT RAISE(ABORT, 'runs: a row is never replaced');
END

CREATE TRIGGER runs_numbered AFTER INSERT ON runs
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'runs: rows are numbered from one');
END

CREATE TRIGGER cells_no_update BEFORE UPDATE ON cells
BEGIN
  SELECT RAISE(ABORT, 'cells: a row is never changed');
END

CREATE TRIGGER cells_no_delete BEFORE DELETE ON cells
BEGIN
  SELECT RAISE(ABORT, 'cells: a row is never deleted');
END

CREATE TRIGGER cells_no_replace BEFORE INSERT ON cells
WHEN EXISTS (SELECT 1 FROM cells WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM cells WHERE run_id = NEW.run_id AND post_id = NEW.post_id)
BEGIN
  SELECT RAISE(ABORT, 'cells: a row is never replaced');
END

CREATE TRIGGER cells_numbered AFTER INSERT ON cells
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'cells: rows are numbered from one');
END

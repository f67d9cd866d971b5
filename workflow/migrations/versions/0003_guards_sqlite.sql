CREATE TRIGGER plans_no_update BEFORE UPDATE ON plans
BEGIN
  SELECT RAISE(ABORT, 'plans: a row is never changed');
END

CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans
BEGIN
  SELECT RAISE(ABORT, 'plans: a row is never deleted');
END

CREATE TRIGGER plans_no_replace BEFORE INSERT ON plans
WHEN EXISTS (SELECT 1 FROM plans WHERE rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'plans: a row is never replaced');
END

CREATE TRIGGER plans_numbered AFTER INSERT ON plans
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'plans: rows are numbered from one');
END

CREATE TRIGGER plan_moves_no_update BEFORE UPDATE ON plan_moves
BEGIN
  SELECT RAISE(ABORT, 'plan_moves: a row is never changed');
END

CREATE TRIGGER plan_moves_no_delete BEFORE DELETE ON plan_moves
BEGIN
  SELECT RAISE(ABORT, 'plan_moves: a row is never deleted');
END

CREATE TRIGGER plan_moves_no_replace BEFORE INSERT ON plan_moves
WHEN EXISTS (SELECT 1 FROM plan_moves WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM plan_moves WHERE plan_id = NEW.plan_id AND number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'plan_moves: a row is never replaced');
END

CREATE TRIGGER plan_moves_numbered AFTER INSERT ON plan_moves
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'plan_moves: rows are numbered from one');
END

CREATE TRIGGER plan_proposals_no_update BEFORE UPDATE ON plan_proposals
BEGIN
  SELECT RAISE(ABORT, 'plan_proposals: a row is never changed');
END

CREATE TRIGGER plan_proposals_no_delete BEFORE DELETE ON plan_proposals
BEGIN
  SELECT RAISE(ABORT, 'plan_proposals: a row is never deleted');
END

CREATE TRIGGER plan_proposals_no_replace BEFORE INSERT ON plan_proposals
WHEN EXISTS (SELECT 1 FROM plan_proposals WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM plan_proposals WHERE plan_id = NEW.plan_id AND number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'plan_proposals: a row is never replaced');
END

CREATE TRIGGER plan_proposals_numbered AFTER INSERT ON plan_proposals
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'plan_proposals: rows are numbered from one');
END

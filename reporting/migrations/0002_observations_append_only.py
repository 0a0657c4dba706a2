"""The database itself refuses to rewrite or delete a figure, an audit row or a cell's history.

Values and baselines of a plan that is still a draft are no figures yet and stay free.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are append-only (% refused)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION refuse_figure_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
       AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a figure is closed and replaced, never rewritten'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION plan_is_in_force(target bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT plan.state = 'in_force' FROM indicators_target
    JOIN indicators_plan AS plan ON plan.id = indicators_target.plan_id
    WHERE indicators_target.id = target
$$;

CREATE TRIGGER observation_no_rewrite BEFORE UPDATE ON reporting_observation
    FOR EACH ROW EXECUTE FUNCTION refuse_figure_rewrite();
CREATE TRIGGER target_value_no_rewrite BEFORE UPDATE ON indicators_targetvalue
    FOR EACH ROW WHEN (plan_is_in_force(OLD.target_id)) EXECUTE FUNCTION refuse_figure_rewrite();
CREATE TRIGGER baseline_no_rewrite BEFORE UPDATE ON indicators_baseline
    FOR EACH ROW WHEN (plan_is_in_force(OLD.target_id)) EXECUTE FUNCTION refuse_figure_rewrite();
CREATE TRIGGER observation_no_delete BEFORE DELETE ON reporting_observation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER target_value_no_delete BEFORE DELETE ON indicators_targetvalue
    FOR EACH ROW WHEN (plan_is_in_force(OLD.target_id)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER baseline_no_delete BEFORE DELETE ON indicators_baseline
    FOR EACH ROW WHEN (plan_is_in_force(OLD.target_id)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON indicators_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revision_append_only BEFORE UPDATE OR DELETE ON indicators_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER series_break_no_rewrite BEFORE UPDATE ON indicators_seriesbreak
    FOR EACH ROW EXECUTE FUNCTION refuse_figure_rewrite();
CREATE TRIGGER series_break_no_delete BEFORE DELETE ON indicators_seriesbreak
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER settings_decision_append_only BEFORE UPDATE OR DELETE ON reporting_settingsdecision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER replaced_judgement_append_only BEFORE UPDATE OR DELETE
    ON reporting_replacedjudgement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER item_change_append_only BEFORE UPDATE OR DELETE ON reporting_itemchange
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER released_judgement_frozen BEFORE UPDATE OR DELETE ON reporting_releasedjudgement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER released_judgement_frozen ON reporting_releasedjudgement;
DROP TRIGGER revision_append_only ON indicators_revision;
DROP TRIGGER series_break_no_delete ON indicators_seriesbreak;
DROP TRIGGER series_break_no_rewrite ON indicators_seriesbreak;
DROP TRIGGER settings_decision_append_only ON reporting_settingsdecision;
DROP TRIGGER replaced_judgement_append_only ON reporting_replacedjudgement;
DROP TRIGGER item_change_append_only ON reporting_itemchange;
DROP TRIGGER audit_append_only ON indicators_auditevent;
DROP TRIGGER baseline_no_delete ON indicators_baseline;
DROP TRIGGER target_value_no_delete ON indicators_targetvalue;
DROP TRIGGER observation_no_delete ON reporting_observation;
DROP TRIGGER baseline_no_rewrite ON indicators_baseline;
DROP TRIGGER target_value_no_rewrite ON indicators_targetvalue;
DROP TRIGGER observation_no_rewrite ON reporting_observation;
DROP FUNCTION plan_is_in_force(bigint);
DROP FUNCTION refuse_figure_rewrite();
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_foundation"),
        ("reporting", "0001_foundation"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

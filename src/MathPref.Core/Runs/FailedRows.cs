using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Runs;

/// <summary>
/// failed.jsonl: the rows of the latest execution that were not passed on for an error, as they came into the step, with the columns
/// failed_step and failed_reason. The file is there only where there are such rows.
/// </summary>
internal sealed class FailedRows : IDisposable
{
    public const string StepColumn = "failed_step";
    public const string ReasonColumn = "failed_reason";

    private readonly string _path;
    private readonly Secrets _secrets;
    private readonly Lock _lock = new();
    private JsonLinesWriter? _file;

    public FailedRows(string path, Secrets secrets)
    {
        (_path, _secrets) = (path, secrets);
        File.Delete(path);
    }

    public long Count { get; private set; }

    public void Add(Row row, string step, string reason)
    {
        row = row.Copy();
        row[StepColumn] = step;
        row[ReasonColumn] = _secrets.Redact(reason);
        lock (_lock)
        {
            Count++;
            _file ??= new JsonLinesWriter(_path, CellRules.Shown);
            try
            {
                _file.Write(row);
            }
            catch (InvalidOperationException)
            {
                // A row that JSON cannot hold (half a character): that it failed is said all the same.
                _file.Write(new Row { { StepColumn, step }, { ReasonColumn, row[ReasonColumn] } });
            }
        }
    }

    public void Dispose() => _file?.Dispose();
}

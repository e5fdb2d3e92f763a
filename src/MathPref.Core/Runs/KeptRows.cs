using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Runs;

/// <summary>
/// Rows of the latest execution that were not passed on, as they came into the step, with two columns more: which step, and why. The file is there only
/// where there are such rows. All rows come again when a run is resumed, from the journal: so it begins anew with each execution.
/// </summary>
internal sealed class KeptRows : IDisposable
{
    private readonly string _path;
    private readonly string _stepColumn;
    private readonly string _reasonColumn;
    private readonly Secrets _secrets;
    private readonly Lock _lock = new();
    private JsonLinesWriter? _file;

    /// <param name="path">The file.</param>
    /// <param name="prefix">What the two columns begin with: <c>failed_step</c> and <c>failed_reason</c>.</param>
    /// <param name="secrets">What no reason may hold.</param>
    public KeptRows(string path, string prefix, Secrets secrets)
    {
        (_path, _stepColumn, _reasonColumn, _secrets) = (path, prefix + "_step", prefix + "_reason", secrets);
        File.Delete(path);
    }

    public long Count { get; private set; }

    public void Add(Row row, string step, string reason)
    {
        row = row.Copy();
        row[_stepColumn] = step;
        row[_reasonColumn] = _secrets.Redact(reason);
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
                // A row that JSON cannot hold (half a character): that it was not passed on is said all the same.
                _file.Write(new Row { { _stepColumn, step }, { _reasonColumn, row[_reasonColumn] } });
            }
        }
    }

    public void Dispose() => _file?.Dispose();
}

using System.Collections;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Collects the models that rows name.</summary>
internal sealed class ModelNames
{
    private static readonly HashSet<string> s_columns = new(StringComparer.OrdinalIgnoreCase)
    {
        Columns.ModelName, Columns.ModelNames, Columns.GenerationModels, Columns.ChosenModel, Columns.RejectedModel, "model",
    };

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public static bool IsColumn(string name) => s_columns.Contains(name);

    public void Add(Row row)
    {
        foreach (var column in s_columns)
        {
            switch (row[column])
            {
                case string name:
                    Add(name);
                    break;
                case IEnumerable names and not Row:
                    foreach (var name in names.OfType<string>())
                        Add(name);
                    break;
            }
        }
    }

    private void Add(string name)
    {
        if (_seen.Add(name))
            _all.Add(name);
    }
}

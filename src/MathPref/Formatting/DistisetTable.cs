using MathPref.Core.Datasets;

namespace MathPref.Formatting;

/// <summary>
/// A dataset as a table, a line for each split, and one for each further model that its rows name. As with rows, the table has its own header:
/// the format system's columns are as wide in any terminal, and these are as wide as what is in them, where the terminal has the room.
/// </summary>
internal sealed class DistisetTable
{
    private const string Between = " ";
    private const int MostConfig = 60;
    private const int MostSplit = 24;
    private const int MostModel = 80;
    private const int NarrowestName = 12;

    private static readonly string[] s_labels = ["Config", "Split", "Rows", "Columns", "Size", "Models"];

    private readonly List<string[]> _lines = [];
    private readonly int[] _widths;

    /// <param name="set">The dataset.</param>
    /// <param name="width">Of the terminal.</param>
    public DistisetTable(Distiset set, int width)
    {
        foreach (var config in set.Configs)
        {
            foreach (var split in config.Splits)
            {
                var models = split.Models.Select(model => PlainText.Line(model, MostModel)).DefaultIfEmpty("").ToList();
                _lines.Add([
                    PlainText.Line(config.Name, MostConfig), PlainText.Line(split.Name, MostSplit), ValueText.Line(split.Rows, MostSplit),
                    ValueText.Line(config.Columns?.Count, MostSplit), Text.Bytes(split.Bytes), models[0],
                ]);
                _lines.AddRange(models.Skip(1).Select(model => new[] { "", "", "", "", "", model }));
            }
        }
        _widths = s_labels.Select((label, i) => _lines.Select(line => PlainText.Cells(line[i])).Append(label.Length).Max()).ToArray();
        Shrink(width - (s_labels.Length - 1) * Between.Length);
    }

    /// <summary>The line of headers: equal for datasets that can stand under one.</summary>
    public string Header => Line(s_labels);

    /// <summary>The lines of the table.</summary>
    public string Lines => string.Join('\n', _lines.Select(Line));

    /// <summary>What is too wide is taken off the longest of the names, as long as it is the longest.</summary>
    private void Shrink(int room)
    {
        int[] names = [0, 1, 5];
        while (_widths.Sum() > room && names.MaxBy(i => _widths[i]) is var longest && _widths[longest] > NarrowestName)
            _widths[longest]--;
    }

    private string Line(string[] cells) =>
        string.Join(Between, cells.Select((cell, i) => PlainText.Pad(PlainText.Line(cell, _widths[i]), _widths[i], isRight: i is > 1 and < 5))).TrimEnd();
}

using System.Globalization;
using System.Management.Automation;

namespace MathPref.Shell;

/// <summary>What a progress record says at one moment: cmdlets go on to change the record that they have written. Texts may come from a server.</summary>
internal sealed record ProgressItem(long SourceId, int Id, int ParentId, string Activity, string Status, int Percent, int SecondsLeft)
{
    public static ProgressItem Of(long sourceId, ProgressRecord record) =>
        new(sourceId, record.ActivityId, record.ParentActivityId, Cells.Clean(record.Activity), Cells.Clean(record.StatusDescription), record.PercentComplete, record.SecondsRemaining);

    /// <summary>One row of at most <paramref name="width"/> cells. What matters least is last, and cut first.</summary>
    public string Line(int depth, int width)
    {
        List<string> parts = [new string(' ', Math.Min(2 * depth, width / 4)) + Cells.Cut(Activity, width * 2 / 3)];
        if (Percent >= 0)
        {
            var share = Math.Min(Percent, 100);
            var bar = width >= 60 ? 20 : 10;
            if (width >= 30)
                parts.Add($"[{new string('#', share * bar / 100).PadRight(bar)}]");
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{share,3}%"));
        }
        if (SecondsLeft >= 0)
            parts.Add(TimeLeft());
        parts.Add(Status);
        return Cells.Cut(string.Join(' ', parts), width);
    }

    private string TimeLeft()
    {
        var (minutes, seconds) = Math.DivRem(SecondsLeft, 60);
        return minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes}:{seconds:00} left")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}:{minutes % 60:00}:{seconds:00} left");
    }
}

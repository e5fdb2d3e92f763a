using MathPref.Core.Datasets;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>An export or two into a place that is drawn, and what the model of the loader says of it.</summary>
internal static class ExportTrial
{
    /// <summary>Draws a place, writes it into the folder, which is empty, and exports into it up to two times.</summary>
    public static void Run(Random random, string name, string folder, ChangeLog log)
    {
        PlaceDrawing drawing = new(random);
        try
        {
            var place = drawing.Place();
            var root = Path.Combine(folder, place.Name);
            place.Write(root);
            var before = Loader.Look(place);
            for (var turn = 0; turn < 2; turn++)
            {
                var command = drawing.Command(before);
                var refusal = Refused(command, root);
                log.Add(before, refusal);
                var changed = Place.Read(root);
                string Describe() => $"{name}, turn {turn}: {drawing.Description} ({string.Join(", ", place.Files.Keys)})\n    {command}";
                var size = (turn * 100) + (place.Files.Count * 10) + command.Rows.Count;
                if (refusal is not null)
                {
                    if (DifferenceOf(place, changed) is { } difference)
                        log.Lost(new("a refused command changed something", $"{difference}; {refusal.Message}"), size, Describe);
                    if (refusal is not (ArgumentException or IOException or DatasetFormatException or InvalidOperationException))
                        log.Lost(new("an exception that is no refusal", refusal.ToString()), size, Describe);
                    return;
                }
                var after = Loader.Look(changed);
                foreach (var loss in PlaceComparison.Losses(before, after, [command.Written]))
                    log.Lost(loss, size, Describe);
                if (!command.Force && before.Loads.GetValueOrDefault(command.Config)?.Splits?.FirstOrDefault(split => command.Splits.Contains(split.Name)) is { } replaced)
                    log.Lost(new("a split was replaced without -Force", replaced.Name), size, Describe);
                (place, before) = (changed, after);
            }
        }
        catch (UnmodelledException unknown)
        {
            log.Unmodelled(unknown);
        }
    }

    private static Exception? Refused(PlaceCommand command, string root)
    {
        try
        {
            command.Export(root);
            return null;
        }
        catch (Exception refusal)
        {
            return refusal;
        }
    }

    /// <summary>Rows of an export that ended early are kept beside the place, where no loader looks.</summary>
    private static string? DifferenceOf(Place before, Place after)
    {
        var files = after.Files.Where(file => !Glob.BaseName(file.Key).StartsWith(".incomplete-", StringComparison.Ordinal)).ToDictionary();
        return before.Files.Keys.Union(files.Keys).FirstOrDefault(path =>
            !(before.Files.TryGetValue(path, out var old) && files.TryGetValue(path, out var now) && old.AsSpan().SequenceEqual(now)));
    }
}

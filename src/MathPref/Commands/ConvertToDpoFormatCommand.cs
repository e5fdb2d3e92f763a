using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Commands;

/// <summary>Makes preference pairs of rated answers: chosen and rejected, for training by DPO.</summary>
[Cmdlet(VerbsData.ConvertTo, "DpoFormat")]
[OutputType(PSRow.TypeName)]
public sealed class ConvertToDpoFormatCommand : RowCommandBase
{
    /// <summary>What becomes of a row whose answers are rated alike.</summary>
    [Parameter]
    public TiePolicy OnTie { get; set; } = TiePolicy.Skip;

    /// <summary>The least difference between the rating of chosen and that of rejected.</summary>
    [Parameter]
    [ValidateRange(0.0, 4.0)]
    public double MinimumMargin { get; set; }

    /// <summary>The best against the worst, or every two whose ratings differ.</summary>
    [Parameter]
    public PairSelection Pairs { get; set; } = PairSelection.BestWorst;

    private readonly SortedDictionary<NoPairReason, long> _skipped = [];
    private PairSelector _selector = new();

    protected override void BeginProcessing() => _selector = new PairSelector { Pairs = Pairs, OnTie = OnTie, MinimumMargin = MinimumMargin };

    private protected override void Process(Row row, object target)
    {
        var instruction = PSRow.Unwrap(row[Columns.Instruction]) as string
            ?? throw Errors.MissingColumn(Columns.Instruction, "ConvertTo-DpoFormat", isNull: row.Has(Columns.Instruction));
        var generations = List(row, Columns.Generations).Select(g => g as string).ToList();
        var ratings = List(row, Columns.Ratings);
        if (ratings.Count != generations.Count)
            throw Errors.WrongColumn(Columns.Ratings, $"as long as generations ({ratings.Count} and {generations.Count})");
        var models = (PSRow.AsList(row[Columns.ModelNames]) ?? PSRow.AsList(row[Columns.GenerationModels]))?.Select(m => m as string).ToList();
        var numbers = ratings.Select(RowValues.AsNumber).ToList();

        var pairs = _selector.Select(generations, numbers, out var reason);
        if (pairs.Count == 0)
        {
            if (reason is NoPairReason.Tie && OnTie is TiePolicy.Error)
                throw Errors.Tie(numbers.First(n => n is not null)!.Value);
            _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
            return;
        }
        foreach (var pair in pairs)
            WriteObject(PSRow.Write(DpoShape.Apply(row, instruction, PSRow.Unwrap(row[Columns.SystemPrompt]) as string, generations, ratings, models, pair)));
    }

    protected override void EndProcessing()
    {
        if (_skipped.Count > 0)
            WriteWarning($"{Text.Count(_skipped.Values.Sum(), "row")} made no pair: {string.Join(", ", _skipped.Select(s => $"{s.Value} {Describe(s.Key)}"))}.");
    }

    private string Describe(NoPairReason reason) => reason switch
    {
        NoPairReason.TooFewRatings => "with fewer than two rated answers",
        NoPairReason.Tie => "with all answers rated alike (-OnTie)",
        NoPairReason.SmallMargin => FormattableString.Invariant($"with ratings less than {MinimumMargin} apart (-MinimumMargin)"),
        _ => "with the same text on both sides",
    };

    private static IReadOnlyList<object?> List(Row row, string column) =>
        PSRow.AsList(row[column]) ?? throw (row.Has(column) ? Errors.WrongColumn(column, "a list") : Errors.MissingColumn(column, "ConvertTo-DpoFormat"));
}

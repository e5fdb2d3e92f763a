using MathPref.Core.Datasets;
using MathPref.Core.Llm;

namespace MathPref.Core.Runs;

/// <summary>
/// What the models of one cmdlet were asked for the rows that were passed on or failed: the same whether the answers came from them or from the
/// journal. Counted on the pipeline thread.
/// </summary>
internal sealed class ModelTally(IReadOnlyList<(string Model, string Options, Price? Price)> models)
{
    private readonly long[] _input = new long[models.Count];
    private readonly long[] _output = new long[models.Count];
    private readonly long[] _cut = new long[models.Count];
    private readonly bool[] _isUncounted = new bool[models.Count];

    /// <summary>Counts an answer of model number <paramref name="model"/>, in tokens; null where the server did not say.</summary>
    public void Count(int model, long? input, long? output, bool isCut)
    {
        _cut[model] += isCut ? 1 : 0;
        _input[model] += input ?? 0;
        _output[model] += output ?? 0;
        _isUncounted[model] |= input is null || output is null;
    }

    public List<StepModel> ToList() => models.Select((asked, i) => _isUncounted[i]
        ? new StepModel(asked.Model, asked.Options, null, null, null, _cut[i])
        : new StepModel(asked.Model, asked.Options, _input[i], _output[i], asked.Price?.Of(_input[i], _output[i]), _cut[i])).ToList();
}

using MathPref.Core.Datasets;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets;

/// <summary>What stands in a card without quotes, and what a loader takes it for: each was read by PyYAML 6.0 (<c>yaml.safe_load</c>).</summary>
public sealed class PlainScalarTests
{
    private const string Texts =
        """
        y | Y | n | N | yEs | nO | tRue | oN | nULL | nil | none | None | ~a | ~~ | t | f | T | F | 08 | 09 | 0o7 | 0O7 | 0b2 | 0B1 | 0X1F | 0xg
        0x | 0b | _1 | 123abc | 1e5 | 1E5 | 1e+5 | 1e-5 | -.5 | +.5 | 1.5e5 | .5e1 | 1.2.3 | 1..2 | 1,000 | ._5 | .iNF | inf | Inf | INF | infinity
        Infinity | -inf | .Nan | nan | NaN | NAN | -.nan | +.nan | 12e03 | -2E+05 | 1e | 1e+ | 1.5e | +_1 | 01:30 | 1:60 | 0:30 | 00:30 | 1:030
        :30 | 1:a | 00:00 | 2024-1-1 | 24-01-01 | 2024-01 | 2024-01-01T00:00 | 2024/01/01 | 2024-01-01x | 2024-01-011 | 2024-W01
        2024-01-01T00:00:00z | 2024-01-01T00:00:00+0100 | == | <<< | < | =a | a= | + | -a | +a | .. | ...a | ._ | ..5 | / | \ | ( | ) | ^ | $ | a b
        a:b | a#b | -1a | -- | a-b | _ | __ | é | 数 | 0x1fg | 1a | 1 2 | a,b | 1:b | +. | -. | +.e1 | .e1 | . | 1.e5 | ?a | 1-2 | 1-2-3 | 0-0 | <<a
        id | text | prompt | chosen | rejected | label | labels | tools | messages | input_ids | default | train | test | answer | n1 | y2 | no_1
        on_time | off-by | null_count | nullable | true_answer | yesno | x_0 | score.1 | A/B
        """;

    /// <summary>Numbers, truths, moments and nothing; and what no reader makes anything of, so that the whole card fails.</summary>
    private const string Others =
        """
        yes | Yes | YES | no | No | NO | true | True | TRUE | false | False | FALSE | on | On | ON | off | Off | OFF
        null | Null | NULL | ~
        0 | 1 | -1 | +1 | 00 | 01 | 007 | 0b0 | 0b1 | 0x1f | 1_000 | 1_ | 1__0 | 1_000_000 | -0 | +0 | -007 | 0x1F_2 | -0x1f | +0b1 | 0777 | 0_7
        99999999999999999999999 | 1:30 | 1:3 | 1:59 | 1:30:59 | 190:20:30 | -1:30 | +1:30 | 10:00 | 20:30:40 | 1_0:30 | 20240101 | +1_ | 12:30:45:50
        0x_ | 0b_ | 2024-13-45 | 2024-02-30 | = | <<
        1.0 | 1. | .5 | 5. | 1.5e+5 | 1.5E-5 | 1.e+3 | .5e+1 | 0.0 | -0.0 | 00.5 | 01.5 | 1_0.5 | 1.5_0 | .inf | .Inf | .INF | -.inf | +.Inf | -.INF
        .nan | .NaN | .NAN | 685_230.15 | 6.8523015e+5 | 190:20:30.15 | 1:30.5 | 0:0.5 | 0.
        2024-01-01
        2024-01-01T00:00:00 | 2024-01-01t00:00:00 | 2024-01-01 00:00:00 | 2024-01-01 0:00:00 | 2024-1-1 1:02:03 | 2024-01-01T00:00:00Z
        2024-01-01T00:00:00 Z | 2024-01-01T00:00:00+01:00 | 2024-01-01 00:00:00.5 -5 | 2024-01-01T00:00:00. | 2024-01-01  10:00:00
        2024-01-01T10:00:00+1 | 2001-12-14t21:59:43.10-05:00 | 2024-01-01T00:00:00 +01:00
        """;

    private static IEnumerable<string> Each(string list) => list.Split('\n').SelectMany(line => line.Split(" | "));

    private static YamlScalarNode Plain(string text) => new(text) { Style = ScalarStyle.Plain };

    [Fact]
    public void A_plain_scalar_is_a_text_where_YAML_1_1_takes_it_for_one()
    {
        Assert.Equal(257, Each(Texts).Concat(Each(Others)).Distinct().Count());
        Assert.Equal([], Each(Texts).Where(text => !DatasetCard.IsText(Plain(text))));
        Assert.Equal([], Each(Others).Where(text => DatasetCard.IsText(Plain(text))));
        Assert.False(DatasetCard.IsText(Plain("")));
    }

    [Fact]
    public void In_quotes_everything_is_a_text() =>
        Assert.All(Each(Others).Append(""), text => Assert.True(DatasetCard.IsText(new YamlScalarNode(text) { Style = ScalarStyle.SingleQuoted })));

    /// <summary>Other readers know other words: YAML 1.2 has 0o7 and 1e5, old ones y and n.</summary>
    [Fact]
    public void What_is_written_has_quotes_wherever_any_reader_could_take_it_for_something_else()
    {
        Assert.All(Each(Others), text => Assert.NotEqual(ScalarStyle.Any, DatasetCard.Text(text).Style));
        Assert.All(["y", "N", "0o7", "1e5", "1E5", "yEs", "nULL", "1_", "+.nan", ".5e1", "a: b", " a", "a ", "- a", "#a", "a #b", "!a", "&a", "*a", "%a", "@a"], text => Assert.NotEqual(ScalarStyle.Any, DatasetCard.Text(text).Style));
        Assert.All(["prompt", "input_ids", "score.1", "data/train-*"], text => Assert.Equal(ScalarStyle.Any, DatasetCard.Text(text).Style));
    }
}

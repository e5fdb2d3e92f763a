using MathPref.Core.Llm;

namespace MathPref.Core.Tests.Llm;

public sealed class EmbeddedModelTests
{
    [Theory]
    [InlineData("offline/careful", "offline/careful")]
    [InlineData("OFFLINE/Hasty:Errors=0.60", "offline/hasty:errors=0.6")]
    [InlineData("offline/hasty:bare=.1:unfinished=0.05:sign=0.2", "offline/hasty:sign=0.2:unfinished=0.05:bare=0.1")]
    [InlineData("offline/hasty:errors=1:bare=0", "offline/hasty:errors=1:bare=0")]
    [InlineData(" offline / judge : longer = -0.5 : first = +1 ", "offline/judge:first=1:longer=-0.5")]
    [InlineData("offline/judge:hasty=4:careful=-4", "offline/judge:careful=-4:hasty=4")]
    public void Name_says_what_the_model_is_told_in_one_spelling(string written, string name)
    {
        var spec = LlmSpec.Parse(written);
        Assert.Equal((name, name), (spec.ToString(), spec.ModelName));
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Numbers_are_read_alike_in_every_culture(string culture) =>
        Cultures.Under(culture, () => Assert.Equal("offline/hasty:sign=0.25", LlmSpec.Parse("OFFLINE/HASTY:SIGN=0.250").ToString()));

    [Theory]
    [InlineData("offline/hasty:eror=0.5", "hasty has no option 'eror'. Did you mean 'errors'?")]
    [InlineData("offline/hasty:first=1", "hasty has no option 'first'.")]
    [InlineData("offline/judge:errors=0.5", "judge has no option 'errors'.")]
    [InlineData("offline/judge:frist=1", "Did you mean 'first'?")]
    [InlineData("offline/careful:errors=0.5", "offline/careful takes no options.")]
    [InlineData("offline/hasty:errors=1.5", "errors is 1.5, and goes from 0 to 1")]
    [InlineData("offline/hasty:errors=-0.1", "errors is -0.1, and goes from 0 to 1")]
    [InlineData("offline/judge:first=5", "first is 5, and goes from -4 to 4")]
    [InlineData("offline/hasty:errors", "errors has no number: errors=…")]
    [InlineData("offline/hasty:errors=", "errors has no number: errors=…")]
    [InlineData("offline/hasty:errors=many", "'many' is no number for errors")]
    [InlineData("offline/hasty:errors=0,5", "'0,5' is no number for errors")]
    [InlineData("offline/hasty:errors=1e-1", "'1e-1' is no number for errors")]
    [InlineData("offline/hasty:sign=0.1:SIGN=0.2", "sign is given twice")]
    [InlineData("offline/hasty:sign=0.6:formula=0.5", "the shares add up to 1.1, and 1 is all there is")]
    [InlineData("offline/hasty:errors=0.6:bare=0.5", "the shares add up to 1.1, and 1 is all there is")]
    [InlineData("offline/hasty:errors=0.2:sign=0.1", "errors is the share of all kinds of wrong answers together, so sign cannot be given with it")]
    [InlineData("offline/hasty:", "hasty has no option ''")]
    [InlineData("offline/hastey:errors=0.5", "'offline/hastey:errors=0.5' is not an embedded model. Did you mean 'hasty'?")]
    public void What_it_cannot_be_told_is_an_error_that_says_what_it_can(string written, string words)
    {
        string message = Assert.Throws<ArgumentException>(() => LlmSpec.Parse(written)).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains("offline/", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_of_hasty_shows_how_its_options_are_written()
    {
        string message = Assert.Throws<ArgumentException>(() => LlmSpec.Parse("offline/hasty:errors=2")).Message;
        Assert.Contains("offline/hasty:errors=0.6", message, StringComparison.Ordinal);
        Assert.Equal("offline/hasty:sign=0.2:unfinished=0.1:bare=0.2", LlmSpec.Parse("offline/hasty:sign=0.2:unfinished=0.1:bare=0.2").ToString());
        Assert.Contains("offline/hasty:sign=0.2:unfinished=0.1:bare=0.2", message, StringComparison.Ordinal);
        Assert.Contains("offline/judge:longer=0.5:hasty=-1", Assert.Throws<ArgumentException>(() => LlmSpec.Parse("offline/judge:x=1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_are_told_the_same_are_equal() => Assert.Equal(LlmSpec.Parse("offline/judge:first=1:hasty=2"), LlmSpec.Parse("offline/judge:hasty=2.0:first=1"));
}

using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Offline;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Llm;

public sealed class ReplyScriptTests
{
    private static readonly LlmSpec s_model = LlmSpec.Parse("scripted/test");

    private static FixedReply Say(string text) => new(new Core.Llm.ScriptedReply { Text = text });

    private static Core.Llm.ScriptedReply Next(ReplyScript script, string prompt = "what?") => script.Next(s_model, [new(ChatRole.System, "be brief"), new(ChatRole.User, "earlier"), new(ChatRole.Assistant, "so"), new(ChatRole.User, prompt)], 0, new LlmOptions());

    [Fact]
    public void Replies_come_in_turn_and_run_out()
    {
        var script = new ReplyScript(new RepliesInTurn([Say("a"), Say("b")]));
        Assert.Equal(["a", "b"], [Next(script).Text, Next(script).Text]);
        var failure = Next(script).Failure!;
        Assert.Equal(ScriptedFailure.RanOut, failure.Failure);
        Assert.Equal("scripted/test has no reply left: -Reply gave 2, and this is call number 3. Give one for each call; a single reply answers every call.", failure.Message);
    }

    [Fact]
    public void The_last_user_message_is_the_prompt()
    {
        var seen = new List<string>();
        var script = new ReplyScript(new RepliesByPattern([new("*", p => { seen.Add(p); return true; }, Say("x"))], isOrdered: true));
        Next(script, "the question");
        Assert.Equal(["the question"], seen);
    }

    [Theory]
    [InlineData(false, "abc", "long")]
    [InlineData(true, "abc", "short")]
    public void Without_an_order_the_longest_pattern_counts(bool isOrdered, string prompt, string reply)
    {
        var script = new ReplyScript(new RepliesByPattern([new("a", p => p.Contains('a'), Say("short")), new("abc", p => p == "abc", Say("long")), new("z", p => p == "z", Say("z"))], isOrdered));
        Assert.Equal(reply, Next(script, prompt).Text);
        Assert.Equal("z", Next(script, "z").Text);
    }

    [Fact]
    public void An_error_about_a_prompt_is_safe_to_print_and_short()
    {
        var script = new ReplyScript(new RepliesByPattern(Enumerable.Range(0, 30).Select(i => new ReplyPattern($"pattern{i}", _ => false, Say("x"))).ToList(), isOrdered: true));
        var message = Next(script, "line\n\u001b[31mred " + new string('x', 10_000)).Failure!.Message;
        Assert.DoesNotContain('\u001b', message);
        Assert.Contains("'line [31mred xxx", message, StringComparison.Ordinal);
        Assert.Contains("and 20 more", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 100, 600);
    }

    [Fact]
    public void Only_replies_in_turn_are_taken_for_one_user_at_a_time()
    {
        var script = new ReplyScript(new RepliesByPattern([new("*", _ => true, new RepliesInTurn([Say("a"), Say("b")]))], isOrdered: true));
        script.Take(s_model);
        Assert.Contains("scripted/test", Assert.Throws<LlmConfigurationException>(() => script.Take(s_model)).Message, StringComparison.Ordinal);
        script.Leave();
        script.Take(s_model);
        var free = new ReplyScript(Say("a"));
        free.Take(s_model);
        free.Take(s_model);
    }

    [Fact]
    public void A_scripted_model_needs_no_server_and_costs_nothing()
    {
        using var gate = new CallGate(1);
        Assert.Equal("scripted/test", s_model.ModelName);
        var settings = new ChatSettings { Gate = gate, Embedded = model => new OfflineChatClient(model) };
        Assert.Contains("-Reply", Assert.Throws<LlmConfigurationException>(() => Chat.Open(s_model, new LlmOptions(), settings)).Message, StringComparison.Ordinal);
        var chat = Chat.Open(s_model with { Script = new ReplyScript(Say("a")) }, new LlmOptions(), settings with { Budgets = [new Budget(0.001m)] });
        Assert.Equal((new Price(0, 0), null), (chat.Price, chat.Endpoint));
    }
}

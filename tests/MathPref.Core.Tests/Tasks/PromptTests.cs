using MathPref.Core.Tasks;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Tests.Tasks;

public sealed class PromptTests
{
    [Fact]
    public void Self_instruct_asks_in_one_user_message_with_the_headings_in_distilabel_s_order()
    {
        var message = Assert.Single(new SelfInstructTask { NumInstructions = 7, ApplicationDescription = "a tutor", Criteria = "Be brief." }.BuildPrompt(" Matrices "));
        Assert.Equal(ChatRole.User, message.Role);
        var places = ((string[])["Task Description", "Write 7 queries", "Criteria for Queries", "Be brief.", "AI Application", "a tutor", "Context", "Matrices", "Output"]).Select(part => message.Text.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain('\r', message.Text);
    }

    [Fact]
    public void Criteria_by_default_are_four_lines() => Assert.Equal(4, SelfInstructTask.DefaultCriteria.Split('\n').Length);

    [Fact]
    public void A_level_has_a_section_of_its_own_and_without_one_the_prompt_is_as_it_was()
    {
        string plain = new SelfInstructTask().BuildPrompt("Matrices")[0].Text, hard = new SelfInstructTask { Difficulty = 4 }.BuildPrompt("Matrices")[0].Text;
        Assert.DoesNotContain("Difficulty\n", plain, StringComparison.Ordinal);
        int section = hard.IndexOf("\n## Difficulty\nLevel 4 of 5, ", StringComparison.Ordinal), context = hard.IndexOf("\n## Context\n", StringComparison.Ordinal);
        Assert.InRange(section, 1, context);
        Assert.Equal(plain, hard.Remove(section, context - section).Replace("the subject matter and the wording.", "the subject matter, the wording and the difficulty.", StringComparison.Ordinal));
    }

    [Fact]
    public void System_prompt_of_the_row_wins_and_a_blank_one_is_none()
    {
        var task = new TextGenerationTask { SystemPrompt = "of the call" };
        Assert.Equal(["of the row", "x"], task.BuildPrompt("x", "of the row").Select(m => m.Text));
        Assert.Equal(["of the call", "x"], task.BuildPrompt("x", " ").Select(m => m.Text));
        Assert.Equal([ChatRole.System, ChatRole.User], task.BuildPrompt("x").Select(m => m.Role));
        Assert.Equal(["x"], new TextGenerationTask { SystemPrompt = "\n" }.BuildPrompt("x").Select(m => m.Text));
    }

    [Fact]
    public void Aspects_have_distilabel_s_names()
    {
        Assert.Equal(["overall-rating", "honesty", "instruction-following", "helpfulness", "truthfulness"], UltraFeedbackAspects.Names);
        Assert.All(UltraFeedbackAspects.Names, name => Assert.NotEmpty(UltraFeedbackAspects.Gist(name)));
        Assert.Equal(Enum.GetValues<UltraFeedbackAspect>().Order(), UltraFeedbackAspects.Names.Select(UltraFeedbackAspects.Parse).Order());
        Assert.Equal(UltraFeedbackAspect.InstructionFollowing, UltraFeedbackAspects.Parse("INSTRUCTION-FOLLOWING"));
        Assert.Contains("honesty", Assert.Throws<ArgumentException>(() => UltraFeedbackAspects.Parse("honest")).Message, StringComparison.Ordinal);
    }
}

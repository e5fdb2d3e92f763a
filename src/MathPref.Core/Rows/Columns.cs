using System.Text.RegularExpressions;

namespace MathPref.Core.Rows;

/// <summary>The names of the columns, which are distilabel's.</summary>
public static partial class Columns
{
    public const string Input = "input";
    public const string Instructions = "instructions";
    public const string Instruction = "instruction";

    /// <summary>The right answers to <see cref="Instructions"/>, index by index; null where one is not known.</summary>
    public const string ReferenceAnswers = "reference_answers";

    /// <summary>How hard the instructions were to be, from 1 to 5.</summary>
    public const string Difficulty = "difficulty";

    public const string SystemPrompt = "system_prompt";
    public const string Generation = "generation";
    public const string Generations = "generations";
    public const string ModelName = "model_name";
    public const string ModelNames = "model_names";

    /// <summary>What distilabel's own DPO step reads instead of <see cref="ModelNames"/>.</summary>
    public const string GenerationModels = "generation_models";

    public const string FinishReason = "finish_reason";
    public const string FinishReasons = "finish_reasons";

    /// <summary>What the model thought before its answer, in a row that has any.</summary>
    public const string Thinking = "thinking";

    /// <summary>The same of several answers, index by index; null where one has none.</summary>
    public const string Thinkings = "thinkings";

    public const string Ratings = "ratings";
    public const string Rationales = "rationales";
    public const string Types = "types";
    public const string RationalesForRatings = "rationales-for-ratings";

    /// <summary>The final answer to which all answers of a row are compared.</summary>
    public const string ReferenceAnswer = "reference_answer";

    /// <summary>The final answer of each generation as written; null where one has none.</summary>
    public const string Answers = "answers";

    /// <summary>For each generation true (right), false (wrong) or null (unknown).</summary>
    public const string AnswersCorrect = "answers_correct";

    /// <summary>For each generation how that was found, in one word; null for one that never came.</summary>
    public const string AnswerMethods = "answer_methods";

    /// <summary>The share of right answers among those that are right or wrong; null where none is known.</summary>
    public const string PassRate = "pass_rate";

    /// <summary>The share of the largest group of equal answers.</summary>
    public const string Agreement = "agreement";

    public const string Prompt = "prompt";
    public const string PromptId = "prompt_id";
    public const string Chosen = "chosen";
    public const string ChosenModel = "chosen_model";
    public const string ChosenRating = "chosen_rating";
    public const string Rejected = "rejected";
    public const string RejectedModel = "rejected_model";
    public const string RejectedRating = "rejected_rating";
    public const string Metadata = "distilabel_metadata";

    /// <summary>
    /// Whether a column holds ratings, margins or scores, by the last word of its name: <c>ratings</c>, <c>chosen_rating</c>; <c>score_rejected</c> too, but
    /// not <c>rating_id</c>. Trainers reckon with them, and take doubles.
    /// </summary>
    public static bool IsRating(string name) => RatingWord().IsMatch(name);

    [GeneratedRegex(@"(?:^|[^a-z])(?:rating|score|margin)s?(?:_chosen|_rejected)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RatingWord();
}

namespace MathPref.Core.Datasets;

/// <summary>What one model was asked by a step.</summary>
/// <param name="Name">The model, as provider/model.</param>
/// <param name="Settings">The options that were set, in words.</param>
/// <param name="InputTokens">Tokens of all questions that were answered; null where a server did not count them.</param>
/// <param name="OutputTokens">Tokens of the answers.</param>
/// <param name="Cost">USD at list price (or the price given); null where it is not known.</param>
/// <param name="Cut">Answers that ended at a limit of tokens.</param>
public sealed record StepModel(string Name, string Settings, long? InputTokens, long? OutputTokens, decimal? Cost, long Cut = 0);

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>The model does not know what the library would do here; a test that comes here has no answer, neither good nor bad.</summary>
internal sealed class UnmodelledException(string message) : Exception(message);

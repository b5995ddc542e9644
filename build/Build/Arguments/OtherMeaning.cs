namespace Build.Arguments;

/// <summary>What an argument means for one target that reads it differently.</summary>
/// <param name="Target">The target.</param>
/// <param name="Kind">What it takes there.</param>
/// <param name="Does">What it does there.</param>
internal sealed record OtherMeaning(string Target, ArgumentKind Kind, string Does);

namespace Jumpbox.Settings;

/// <summary>The names that a map of the settings may have.</summary>
/// <param name="Map">The map's path, for example <c>tools</c>.</param>
/// <param name="What">What a name stands for, as the end of the sentence "expected …".</param>
/// <param name="Names">At least one name.</param>
public sealed record KnownNames(string Map, string What, IReadOnlyList<string> Names);

namespace Cake.Frosting;

/// <summary>A Cake setting of the program; <c>cake.config</c>, environment and arguments override it.</summary>
internal sealed record CakeSetting(string Key, string Value);

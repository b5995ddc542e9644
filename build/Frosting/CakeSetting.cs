namespace Cake.Frosting;

/// <summary>A setting of Cake's that the program gives itself; <c>cake.config</c>, environment and arguments win over it.</summary>
internal sealed record CakeSetting(string Key, string Value);

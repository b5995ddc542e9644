namespace Cake.Az;

/// <summary>Who is signed in.</summary>
/// <param name="Name">A person's sign-in name, or an application's id.</param>
/// <param name="Type"><c>user</c> or <c>servicePrincipal</c>.</param>
public sealed record AzUser(string Name, string Type);

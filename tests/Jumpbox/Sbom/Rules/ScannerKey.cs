namespace Jumpbox.Tests.Sbom.Rules;

/// <summary>What a scanner looks a component up by.</summary>
/// <param name="Database">The namespace or ecosystem.</param>
/// <param name="Name">The name in it.</param>
/// <param name="Version">The version that it compares.</param>
internal sealed record ScannerKey(string Database, string Name, string Version);

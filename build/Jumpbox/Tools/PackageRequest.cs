namespace Jumpbox.Tools;

/// <summary>The packages of Ubuntu's archive that an image asks for.</summary>
/// <param name="Suite">The Ubuntu code name.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Names">Their names, in order and each once.</param>
public sealed record PackageRequest(string Suite, string Architecture, IReadOnlyList<string> Names)
{
    /// <summary>The request in words, for messages.</summary>
    public override string ToString() => $"{string.Join(", ", Names)} for Ubuntu {Suite} on {Architecture}";
}

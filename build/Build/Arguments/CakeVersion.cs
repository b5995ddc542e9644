using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Build.Arguments;

/// <summary>The version for <c>--version</c>: the engine's. Cake's own resolver returns that of the entry assembly.</summary>
internal sealed class CakeVersion : IVersionResolver
{
    /// <inheritdoc/>
    public string GetVersion() => typeof(ICakeEngine).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public string GetProductVersion() =>
        typeof(ICakeEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? GetVersion();
}

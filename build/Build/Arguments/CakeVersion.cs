using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Build.Arguments;

/// <summary>What <c>--version</c> shows: the engine's version. Cake's own resolver asks the program that was started.</summary>
internal sealed class CakeVersion : IVersionResolver
{
    /// <inheritdoc/>
    public string GetVersion() => typeof(ICakeEngine).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public string GetProductVersion() =>
        typeof(ICakeEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? GetVersion();
}

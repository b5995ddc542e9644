using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Cake.Frosting;

/// <summary>The version of the engine. Cake's own resolver answers for the program that was started, which is the build.</summary>
internal sealed class CakeVersion : IVersionResolver
{
    /// <inheritdoc/>
    public string GetVersion() => typeof(ICakeEngine).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public string GetProductVersion() =>
        typeof(ICakeEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? GetVersion();
}

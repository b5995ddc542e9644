using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>
/// Cake's configuration: the program's settings, overridden by <c>cake.config</c>, the environment and the arguments.
/// </summary>
internal sealed class HostConfiguration(
    IEnumerable<CakeSetting> settings,
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeArguments arguments
) : ICakeConfiguration
{
    private readonly ICakeConfiguration _configuration = new CakeConfigurationProvider(
        fileSystem,
        environment
    ).CreateConfiguration(
        environment.WorkingDirectory,
        settings
            .GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last().Value),
        arguments
            .GetArguments()
            .ToDictionary(argument => argument.Key, argument => argument.Value.FirstOrDefault() ?? "")
    );

    /// <inheritdoc/>
    public string GetValue(string key) => _configuration.GetValue(key);
}

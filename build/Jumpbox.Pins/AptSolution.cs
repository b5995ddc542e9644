using System.Text.RegularExpressions;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What apt would install, read from its simulation. Source of the lines: apt-get(8), <c>--simulate</c>.</summary>
internal static partial class AptSolution
{
    /// <summary>Reads the packages that a simulation installs.</summary>
    /// <param name="simulation">The output of <c>apt-get --simulate install</c>.</param>
    public static IReadOnlyList<(string Name, string Version, string Architecture)> Read(string simulation) =>
        [
            .. Installed()
                .Matches(simulation.Replace("\r\n", "\n", StringComparison.Ordinal))
                .Select(line =>
                    (line.Groups["name"].Value, line.Groups["version"].Value, line.Groups["architecture"].Value)
                )
                .OrderBy(one => one.Item1, StringComparer.Ordinal),
        ];

    /// <summary>What must not be in an image: all problems at once, by name.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="solution">What apt would install.</param>
    public static IEnumerable<string> Problems(
        PackageRequest request,
        IReadOnlyList<(string Name, string Version, string Architecture)> solution
    )
    {
        foreach ((string name, string version, _) in solution.Where(one => Kernel().IsMatch(one.Name)))
        {
            yield return $"{name} {version} would come with them, and it is a kernel: the base image brings its own";
        }
        foreach (string name in request.Names.Where(name => solution.All(one => one.Name != name)))
        {
            yield return $"{name} is a virtual package: name the package that provides it";
        }
    }

    [GeneratedRegex(
        @"^Inst (?<name>[^\s:]+)\S* (?:\[[^\]]*\] )?\((?<version>\S+) .*?\[(?<architecture>[a-z0-9-]+)\]\)",
        RegexOptions.Multiline
    )]
    private static partial Regex Installed();

    // The same names as in scripts/customize/ubuntu-packages.sh.
    [GeneratedRegex(
        @"\Alinux-(image|modules|headers|signed|generic|virtual|azure|aws|gcp|gke|oracle|kvm|lowlatency|oem)"
    )]
    private static partial Regex Kernel();
}

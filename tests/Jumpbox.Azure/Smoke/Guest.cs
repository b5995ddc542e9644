using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using LocalAzure.Settings;

namespace Jumpbox.Azure.Tests.Smoke;

/// <summary>
/// What is inside the machines of a test: it answers commands as <c>run.sh</c> and <c>slice.sh</c> do, with what a booted machine would
/// print. The scripts themselves run in tests of their own.
/// </summary>
internal sealed partial class Guest
{
    private readonly Dictionary<string, byte[]> _kept = [];

    /// <summary>What a script prints, and its exit code; by machine and command.</summary>
    public Func<int, string, (int Code, string Text)> Says { get; init; } = Healthy;

    /// <summary>The commands so far, as machine and name.</summary>
    public List<string> Commands { get; } = [];

    public BuildMachine Start() => new(RunAsync, () => Task.CompletedTask);

    public static (int, string) Healthy(int machine, string command) =>
        command.StartsWith("machine", StringComparison.Ordinal)
            ? (0, Report(machine, command == "machine" ? 1 : 2))
            : (0, $"jumpbox: {command} is as it should be\n");

    public static string Report(int machine, int start, string? failing = null) =>
        "begin\n"
        + string.Concat(
            SmokeChecks.OfMachine.Select(name =>
                $"check\t{name}\t{(name == failing ? "fail\tit is not" : "pass\tit is")}\n"
            )
        )
        + $"fact\tmachine-id\tid-{machine}\nfact\thost-key\tSHA256:{machine} (ED25519)\nfact\tboot-id\tboot-{machine}-{start}\n"
        + "fact\tboot-time\tStartup finished in 9.1s\nend\n";

    private Task<int> RunAsync(BuildStep step)
    {
        // Steps of the image's build.
        if (Name().Match(string.Join('\n', step.Inline)) is not { Success: true } run)
        {
            return Task.FromResult(0);
        }
        string name = run.Groups[1].Value;
        int machine = step.Name[step.Name.IndexOf('/', StringComparison.Ordinal) - 1] - '0';
        lock (Commands)
        {
            Commands.Add($"{machine} {step.Name[(step.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}");
        }
        string key = $"{machine} {name}";
        if (From().Match(string.Join('\n', step.Inline)) is { Success: true } from)
        {
            int at = int.Parse(from.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            step.Output(Convert.ToBase64String(_kept[key].Skip(at).Take(SmokePlan.SliceBytes).ToArray()));
            return Task.FromResult(0);
        }
        (int code, string text) = Says(machine, name);
        byte[] packed = Pack(text);
        lock (_kept)
        {
            _kept[key] = packed;
        }
        step.Output(
            $"jumpbox-smoke {name} {code} {text.Length} {packed.Length} {Convert.ToHexStringLower(SHA256.HashData(packed))} 0"
        );
        step.Output(packed.Length <= SmokePlan.SliceBytes ? Convert.ToBase64String(packed) : "");
        return Task.FromResult(0);
    }

    private static byte[] Pack(string text)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return target.ToArray();
    }

    [GeneratedRegex("^RUN_NAME='([a-z0-9-]+)'$", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex("^FROM='([0-9]+)'$", RegexOptions.Multiline)]
    private static partial Regex From();
}

using System.Globalization;
using System.Text;

namespace Jumpbox.Tests.Evidence;

/// <summary>Writes logs in the shape of Azure Image Builder's, with a clock of their own.</summary>
internal sealed class BuildLog
{
    private const string Prefix = "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER";
    private readonly StringBuilder _text = new();
    private DateTimeOffset _now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public BuildLog Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    public BuildLog Trace(string text) => Line($"{Prefix} ERR {Stamp} {text}");

    public BuildLog Says(string text) => Line($"{Prefix} OUT     azure-arm: {text}");

    public BuildLog Errs(string text) => Line($"{Prefix} OUT ==> azure-arm: {text}");

    public BuildLog Later(int seconds)
    {
        _now = _now.AddSeconds(seconds);
        return this;
    }

    public BuildLog Begins(string name) =>
        Trace("[INFO] (telemetry) Starting provisioner shell")
            .Errs("Provisioning with shell script: /tmp/packer-shell3074641722")
            .Trace("packer: " + Stamp + " [DEBUG] Opening new ssh session")
            .Says($"jumpbox: step {name}");

    public BuildLog Ends() => Trace("[INFO] (telemetry) ending shell");

    public BuildLog Fails(int exitCode) =>
        Errs("Provisioning step had errors: Running the cleanup provisioner, if present...")
            .Errs("Deleting individual resources ...")
            .Line(
                $"{Prefix} OUT Build 'azure-arm' errored after 3 minutes: Script exited with non-zero exit status: {exitCode}. Allowed exit codes are: [0]"
            )
            .Line($"{Prefix} OUT ==> Some builds didn't complete successfully and had errors:")
            .Line($"{Prefix} OUT ==> Builds finished but no artifacts were created.");

    public override string ToString() => _text.ToString();

    private string Stamp => _now.ToString("yyyy'/'MM'/'dd HH':'mm':'ss", CultureInfo.InvariantCulture);
}

using System.Text;
using CsCheck;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Tests.Evidence;

/// <summary>No text that a machine prints can stop a run.</summary>
public sealed class ReadingAnyLog
{
    private static readonly string[] Parts =
    [
        "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER ERR ",
        "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER OUT ",
        "2026/11/20 10:00:00 packer: ",
        "0001/01/01 00:00:00 ",
        "9999/12/31 23:59:59 ",
        "2026/13/99 99:99:99 ",
        "==> azure-arm: ",
        "[INFO] (telemetry) Starting provisioner shell",
        "[INFO] (telemetry) ending shell",
        "(telemetry) found error: ",
        "Script exited with non-zero exit status: ",
        "exit status: ",
        "99999999999999999999",
        "-1",
        "jumpbox: step tool-versions",
        "jumpbox: helm 4.3.0",
        "jumpbox: FAILED x: ",
        "jumpbox: cure: ",
        "-----BEGIN JUMPBOX PACKAGES-----",
        "-----END JUMPBOX PACKAGES-----",
        "a\tb\tc",
        "DeprovisioningScript",
        "Build 'azure-arm' errored",
        "\u001b[31m",
        "\0",
        "\r",
        "\r\n",
        "\n",
        "\u2028",
        "\uD800",
    ];

    private static readonly Gen<string> Log = Gen.OneOf(
            Gen.Int[0, Parts.Length - 1].Select(at => Parts[at]),
            Gen.Byte.Array[0, 40].Select(Encoding.UTF8.GetString),
            Gen.String
        )
        .Array[0, 80]
        .Select(string.Concat);

    [Fact]
    public void A_number_that_no_integer_holds_is_no_exit_code()
    {
        string log = new BuildLog()
            .Begins("download-tools")
            .Fails(1)
            .ToString()
            .Replace("status: 1", "status: 99999999999", StringComparison.Ordinal);

        LogFailure? failure = CustomizationLog.Parse(log).Failure;

        Assert.Equal("download-tools", failure?.Step?.Name);
        Assert.Null(failure?.ExitCode);
    }

    [Fact]
    public void Any_text_is_read_summed_up_and_recorded() =>
        Gen.Select(Log, Log, Gen.Bool)
            .Sample(
                (customization, validation, ended) =>
                {
                    LogSummary logs = new(
                        CustomizationLog.Parse(customization, ended),
                        CustomizationLog.Parse(validation, ended)
                    );
                    LogSummary named = logs.Named(["one", "two"], ["three"]);
                    Assert.All(named.Text(), line => Assert.DoesNotContain('\u001b', line));
                    _ = StepPlace.Of(logs.Customization, ["one", "two"], ["three"]).Select(place => $"{place}").Count();
                    ImageRecord record = SampleRecord.Good with { Checks = named.Checks };
                    Assert.Equal(record.ToJson(), ImageRecord.Parse(record.ToJson()).ToJson());
                }
            );

    [Fact]
    public void A_line_of_many_megabytes_is_read_in_no_time()
    {
        string line = string.Concat(Enumerable.Repeat("SHA256 2026/11/20 10:00:00 exit status: 1 ", 200_000));

        CustomizationLog log = CustomizationLog.Parse($"{line}\n{line}", ended: true);

        Assert.All(log.Lines, read => Assert.InRange(read.Text.Length, 1, 8100));
    }
}

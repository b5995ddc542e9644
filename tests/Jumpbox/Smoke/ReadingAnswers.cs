using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Tests.Smoke;

/// <summary>What a machine reports may be broken or hostile: it is then no answer.</summary>
public sealed class ReadingAnswers
{
    [Theory]
    [InlineData("")]
    [InlineData("jumpbox-smoke other 0 1 1 aa 0\n")]
    [InlineData("jumpbox-smoke machine 0 1 1 aa\n")]
    [InlineData("jumpbox-smoke machine -1 1 1 aa 0\n")]
    [InlineData("jumpbox-smoke machine 0 1 99999999 aa 0\n")]
    [InlineData("jumpbox-smoke machine x 1 1 aa 0\n")]
    public void An_answer_that_is_damaged_is_none(string text) => Assert.Null(SmokeOutput.Read(text, "machine"));

    [Fact]
    public void A_part_that_is_not_base64_is_none_and_an_empty_one_is_empty()
    {
        Assert.Null(SmokeOutput.Part("jumpbox: step slice\nQUFB\ntail: write error: Broken pipe\n"));
        Assert.Equal(3, SmokeOutput.Part("jumpbox: step slice\nQUFB\n")!.Value.Length);
    }

    [Fact]
    public void An_output_that_was_changed_on_the_way_is_not_taken()
    {
        byte[] packed = Pack("check\tsshd\tpass\tyes\n");
        SmokeOutput answer = SmokeOutput.Read(Frame("machine", packed), "machine")!;
        Assert.NotNull(answer.Unpack(answer.Packed));
        byte[] changed = [.. packed];
        changed[^1] ^= 1;
        Assert.Null(answer.Unpack(changed));
        Assert.Null(answer.Unpack(packed.AsMemory(1)));
    }

    [Fact]
    public void A_packed_output_that_grows_without_end_is_not_taken()
    {
        byte[] bomb = Pack(new string('a', 50_000_000));
        SmokeOutput answer = SmokeOutput.Read(Frame("machine", bomb), "machine")!;
        Assert.Null(answer.Unpack(bomb));
    }

    [Fact]
    public void Control_characters_of_a_machine_do_not_reach_the_console()
    {
        byte[] packed = Pack("a\u001b[31mb\r::add-mask::x\n");
        string text = SmokeOutput.Read(Frame("machine", packed), "machine")!.Unpack(packed)!;
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void A_check_that_is_missing_or_there_twice_is_unknown()
    {
        MachineAnswer answer = MachineAnswer.Read(
            "begin\ncheck\tsshd\tpass\tyes\ncheck\tclock\tfail\tno\ncheck\tclock\tpass\tyes\ncheck\tdisk\tsplendid\t\nend\n",
            1,
            1
        );
        Assert.Equal(SmokeChecks.OfMachine, answer.Checks.Select(check => check.Name));
        Assert.Equal(SmokeOutcome.Pass, Of(answer, "sshd").Outcome);
        Assert.Equal((SmokeOutcome.Unknown, "the report has it more than once"), Short(answer, "clock"));
        Assert.Equal((SmokeOutcome.Unknown, ""), Short(answer, "disk"));
        Assert.Equal((SmokeOutcome.Unknown, "the report does not have it"), Short(answer, "kernel"));
        Assert.Equal(
            (SmokeOutcome.Unknown, "the report ends before it"),
            Short(MachineAnswer.Read("begin\ncheck\tsshd\tpass\tyes\n", 1, 1), "kernel")
        );
    }

    [Theory]
    [InlineData("a", "k1", "b", "k2", SmokeOutcome.Pass, "differ")]
    [InlineData("a", "k1", "a", "k2", SmokeOutcome.Fail, "the machine id, so it comes from the image")]
    [InlineData("a", "k1", "b", "k1", SmokeOutcome.Fail, "a host key, so it comes from the image")]
    [InlineData(null, "k1", "b", "k2", SmokeOutcome.Unknown, "did not report the machine id")]
    public void Two_machines_must_not_share_an_identity(
        string? id,
        string key,
        string other,
        string otherKey,
        SmokeOutcome outcome,
        string said
    )
    {
        SmokeCheck check = SmokeComparison.OfMachines(Machine("1", id, key), Machine("2", other, otherKey));
        Assert.Equal(outcome, check.Outcome);
        Assert.Contains(said, check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "a", "k1", SmokeOutcome.Pass, "another boot of the same machine")]
    [InlineData("1", "a", "k1", SmokeOutcome.Fail, "the same boot id")]
    [InlineData("2", "b", "k1", SmokeOutcome.Fail, "changed by the restart: machine-id")]
    [InlineData("2", "a", "k2", SmokeOutcome.Fail, "changed by the restart: host-key")]
    [InlineData("2", null, "k1", SmokeOutcome.Unknown, "not reported: machine-id")]
    public void A_restart_is_another_boot_of_the_same_machine(
        string boot,
        string? id,
        string key,
        SmokeOutcome outcome,
        string said
    )
    {
        SmokeCheck check = SmokeComparison.OfStarts(Machine("1", "a", "k1"), Machine(boot, id, key));
        Assert.Equal(outcome, check.Outcome);
        Assert.Contains(said, check.Detail, StringComparison.Ordinal);
    }

    private static MachineAnswer Machine(string boot, string? id, string key) =>
        new(
            [],
            [
                ("boot-id", boot),
                .. id is null ? Array.Empty<(string, string)>() : [("machine-id", id)],
                ("host-key", key),
            ]
        );

    private static SmokeCheck Of(MachineAnswer answer, string name) =>
        answer.Checks.Single(check => check.Name == name);

    private static (SmokeOutcome, string) Short(MachineAnswer answer, string name) =>
        (Of(answer, name).Outcome, Of(answer, name).Detail);

    private static byte[] Pack(string text)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return target.ToArray();
    }

    private static string Frame(string name, byte[] packed) =>
        $"jumpbox: step run\njumpbox-smoke {name} 0 {packed.Length} {packed.Length} {Convert.ToHexStringLower(SHA256.HashData(packed))} 0\n"
        + $"{Convert.ToBase64String(packed)}\n";
}

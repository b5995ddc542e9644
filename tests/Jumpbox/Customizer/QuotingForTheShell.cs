using CsCheck;
using Jumpbox.Customizer;

namespace Jumpbox.Tests.Customizer;

public sealed class QuotingForTheShell
{
    private static readonly string[] Hostile =
    [
        "1.0;rm -rf /",
        "../../etc/passwd",
        "$(touch /tmp/jumpbox-was-here)",
        "`id`",
        "it's '\\'' quoted",
        "a\nb\n[c]",
        "-rf",
        "*",
        "~root",
        "\"$1\"",
        "ünïcödé \u202e",
        "\\",
        "",
        " \t\r ",
        "%s%n",
        "!!",
    ];

    // One process for many values: each goes in quoted and must come out as it was.
    private static async Task<string> EchoAsync(IEnumerable<string> values)
    {
        string table = ShellText.Table("rows", values.Select(value => (string[])["x", value]));
        string script = $"{table}\nshow() {{ printf '%s\\036' \"$2\"; }}\nrows show\n";
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
            (int code, string output) = await Shell.RunAsync("/bin/sh", "-eu", file);
            Assert.Equal(0, code);
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_hostile_value_comes_out_of_the_shell_as_it_went_in() =>
        Assert.Equal(string.Concat(Hostile.Select(value => $"{value}\u001e")), await EchoAsync(Hostile));

    [Fact]
    public async Task Any_text_comes_out_of_the_shell_as_it_went_in()
    {
        Gen<string> text = Gen.Char[' ', '~']
            .Select(Gen.Char["'\"\\$`\n;&|<>(){}*?!#~\t"])
            .Select((a, b) => $"{a}{b}")
            .Array[0, 20]
            .Select(string.Concat);
        string[] values = text.Array[400].Single();
        Assert.Equal(string.Concat(values.Select(value => $"{value}\u001e")), await EchoAsync(values));
    }

    [Fact]
    public void A_text_with_a_nul_is_refused() => Assert.Throws<ArgumentException>(() => ShellText.Quote("a\0b"));
}

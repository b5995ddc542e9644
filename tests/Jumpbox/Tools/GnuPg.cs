using Jumpbox.Pins;

namespace Jumpbox.Tests.Tools;

/// <summary>Material that GnuPG 2 made, signed by a subkey as publishers do: what we check must be what the world writes.</summary>
public sealed class GnuPg
{
    private const string Fingerprint = "A13409E5A10C06E267CC7E2FEBCA0AC4E4437AEF";
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_detached_signature_of_gnupg_is_good() =>
        Assert.Null(OpenPgp.CheckDetached(Read("sums"), Read("sums.sig"), Read("key.asc"), Fingerprint, Now));

    [Fact]
    public void A_detached_signature_of_gnupg_does_not_fit_other_data() =>
        Assert.NotNull(OpenPgp.CheckDetached(Read("key.asc"), Read("sums.sig"), Read("key.asc"), Fingerprint, Now));

    [Fact]
    public void A_clear_signed_text_of_gnupg_is_good_and_read_without_its_dash_escapes()
    {
        (string? problem, string text) = OpenPgp.CheckClearText(Read("text.asc"), Read("key.asc"), Fingerprint, Now);

        Assert.Null(problem);
        Assert.Contains("\n- dash\n", text, StringComparison.Ordinal);
    }

    private static byte[] Read(string name) =>
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Jumpbox", "Tools", "gpg", name));
}

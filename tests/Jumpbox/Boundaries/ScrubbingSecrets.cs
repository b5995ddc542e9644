using Jumpbox.Boundaries;

namespace Jumpbox.Tests.Boundaries;

public sealed class ScrubbingSecrets
{
    [Theory]
    [InlineData("Set AZURE_CLIENT_SECRET belongs to an application: set all three.")]
    [InlineData("as the application z with its secret (AZURE_CLIENT_SECRET is set).")]
    [InlineData("The AccountKey of the storage account was not read.")]
    [InlineData("ARM_CLIENT_SECRET=<managementToken>; so does any client")]
    [InlineData("A SharedAccessSignature is needed for the log.")]
    public void A_sentence_about_a_secret_stays_whole(string sentence) =>
        Assert.Equal(sentence, Redaction.Scrub(sentence));

    [Theory]
    [InlineData("AZURE_CLIENT_SECRET=abc~123 next", "AZURE_CLIENT_SECRET=*** next")]
    [InlineData("client_secret: abc~123", "client_secret: ***")]
    [InlineData("grant_type=x&client_secret=abc~123&scope=y", "grant_type=x&client_secret=***")]
    [InlineData("{\"client_secret\": \"abc~123\", \"a\": 1}", "{\"client_secret\": \"***\", \"a\": 1}")]
    [InlineData("AccountName=x;AccountKey=abc==;EndpointSuffix=y", "AccountName=x;AccountKey=***;EndpointSuffix=y")]
    [InlineData("Authorization: SharedKey account1:abc=", "Authorization: SharedKey account1:***")]
    [InlineData("SharedAccessSignature=sv=2020&sp=r", "SharedAccessSignature=***")]
    public void A_secret_behind_its_name_is_replaced(string text, string scrubbed) =>
        Assert.Equal(scrubbed, Redaction.Scrub(text));
}

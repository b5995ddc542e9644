namespace Jumpbox.Tools;

/// <summary>What a publisher's checksum file looks like.</summary>
public enum ChecksumForm
{
    /// <summary>64 hexadecimal digits and nothing else.</summary>
    Bare,

    /// <summary>One line with digest and file name, as sha256sum writes it.</summary>
    Named,

    /// <summary>Many such lines, one for each file of the release.</summary>
    SumsFile,
}

namespace Jumpbox.Settings;

/// <summary>How far the image is hardened; each profile has the items of those before it.</summary>
public enum HardeningProfile
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>SSH without passwords, root and X11.</summary>
    Ssh,

    /// <summary>Level 1 of CIS's benchmark for servers, as far as an image can have it.</summary>
    CisL1,

    /// <summary>Level 2 too, as far as it makes sense on a jump box.</summary>
    CisL2,
}

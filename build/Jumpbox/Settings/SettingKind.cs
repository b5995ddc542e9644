namespace Jumpbox.Settings;

/// <summary>The forms that a setting's value can have.</summary>
internal enum SettingKind
{
    Text,
    Integer,
    Boolean,
    Choice,
    Guid,
    ResourceId,
    TextList,
    TextMap,
    BooleanMap,
    DecimalMap,
}

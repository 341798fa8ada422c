export interface DoorLabel {
  label: string;
  is_here: boolean;
}

/** Where another door of this server opens: the same address with the first label of its host name exchanged. */
export function addressOfDoor(label: string, doors: DoorLabel[], here: { protocol: string; host: string }): string {
  const own = doors.find((door) => door.is_here)?.label ?? "";
  const plain = own !== "" && here.host.startsWith(`${own}.`) ? here.host.slice(own.length + 1) : here.host;
  return `${here.protocol}//${label === "" ? "" : `${label}.`}${plain}/`;
}

/** What electron-builder asks before it packs: whether it is to look after node_modules. All is bundled, so it is not. */
export default function beforeBuild(): boolean {
  return false;
}
